from kuvend.foundation.contributions.columns import while_published
from kuvend.foundation.datasets.columns import text

COLUMNS = (text("town", while_published("postcard__town"), "the town from which a postcard comes"),)

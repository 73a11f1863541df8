"""The page of pieces: every piece of the stylesheet, drawn from the templates of the site, with its markup."""

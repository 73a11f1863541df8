from kuvend.foundation.core.limits import DeedLimit

SEND_POSTCARD = DeedLimit("send_postcard", 3, 3600, lambda most: f"{most} postcards an hour")

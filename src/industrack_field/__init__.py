"""The field gateway: what technicians' phones speak to, over HTTP. It stands on the core, beside the console."""

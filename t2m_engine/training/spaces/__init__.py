"""How the embedding spaces are learnt: networks, losses, samplers and methods."""

"""What every form of ours is held to: typed words pass the door, sent once, kept through a sign-in."""

"""What keeps somebody from using the site: reported on any page without an account, answered by a day.

Nouns: barrier. Deeds: report a barrier, answer it. Source: EU model accessibility statement (Implementing Decision
2018/1523), its feedback mechanism; Law 93/2014 on inclusion and accessibility for persons with disabilities.
"""

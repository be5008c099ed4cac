/// Names and places for seeded data; all of it is made up.
enum SeedWords {
  static let givenNames = [
    "Ann", "Bo", "Chidi", "Dara", "Elif", "Farid", "Grace", "Hana", "Ines", "Jonas", "Kofi",
    "Lena", "Mateo", "Nadia", "Oskar", "Priya", "Quinn", "Rosa", "Sven", "Tala", "Uma", "Viktor",
    "Wei", "Ximena", "Yusuf", "Zoë", "Amélie", "Bjørn", "Søren", "Łukasz",
  ]

  static let familyNames = [
    "Abara", "Bauer", "Costa", "Diaz", "Eriksen", "Fischer", "Grant", "Haddad", "Ito", "Jensen",
    "Kaya", "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov", "Quiroga", "Rossi", "Sato",
    "Tanaka", "Usman", "Vargas", "Weber", "Xu", "Yilmaz", "Zhang", "O'Neill", "Nuñez",
  ]

  static let companies = [
    "Blue Harbour", "Copper Fox", "Evergreen", "Full Moon", "Granite Peak", "Lantern", "Maple & Co",
    "North Star", "Paper Kite", "Quiet River", "Red Barn", "Salt Flat", "The Sky and the Sea",
    "Tidewater", "Wild Thyme",
  ]

  static let kinds = ["Bakery", "Books", "Cycles", "Design", "Labs", "Studio", "Trading", "Works"]

  static let domains = ["example.com", "example.org", "example.net", "mail.test.com"]

  /// City, postal code, country, currency.
  static let places = [
    ("Berlin", "10115", "DE", "eur"), ("Lyon", "69002", "FR", "eur"),
    ("Leeds", "LS1 4AP", "GB", "gbp"), ("Osaka", "530-0001", "JP", "jpy"),
    ("Austin", "78701", "US", "usd"), ("Portland", "97205", "US", "usd"),
    ("Toronto", "M5V 2T6", "CA", "usd"), ("Chicago", "60601", "US", "usd"),
    ("Madrid", "28013", "ES", "eur"), ("Denver", "80202", "US", "usd"),
  ]

  static let products = [
    "Starter plan", "Team plan", "Enterprise plan", "Onboarding", "Support hours", "Storage",
    "Seats", "T-shirt", "Mug", "Workshop", "Audit", "Training day", "Sticker pack", "Hosting",
    "Backup", "Newsletter", "Gift card", "Consulting", "Annual report", "Template pack",
  ]

  static let work = [
    "Setup fee", "Consulting", "Design work", "Extra seats", "Travel", "Rush delivery", "Shipping",
    "Support hours", "Data import", "Licence", "Printing", "Maintenance",
  ]

  static let tiers = ["gold", "silver", "bronze"]
  static let notes = [
    "Pays on time", "Met at the fair", "Prefers e-mail", "Referred by a friend", "VIP since 2024",
  ]
}

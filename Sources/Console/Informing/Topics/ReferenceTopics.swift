import Analysis

extension HelpTexts {
  /// Topics that are looked up rather than read; those with tables are generated from them.
  static let referenceTopics = [
    HelpTopic(
      "money", "amounts, currencies and minor units",
      syntax: [
        "usd 20.00             2000: the amount in the smallest unit of the currency",
        "jpy 500               500: a currency without decimals",
        #"money(total, currency)  "20.00", exact for each currency"#,
      ],
      notes: """
        Stripe's amounts are integers in the smallest unit of their currency. Compare them
        with a currency and an amount: `total > usd 20.00` is true for amounts in dollars
        only. Tables show amounts with their currency; other formats show Stripe's integers.
        `set money = decimal` (or --money decimal) writes decimals into CSV and TSV.
        Amounts of several currencies are not added up: group by currency.
        """,
      examples: [
        "query invoices where total >= eur 100.00",
        #"query charges select id, money(amount, currency) as paid into "paid.csv""#,
        "query charges select currency, sum(amount) group by currency",
      ]),
    HelpTopic(
      "settings", "all settings, and what each takes",
      syntax: ["set SETTING = VALUE", "show settings"],
      notes: settingLines,
      examples: [#"set format = "csv""#, "set page_size = 50"]),
    HelpTopic(
      "exit codes", "what the program reports to the shell",
      notes: exitCodeLines, aliases: ["exit"]),
  ]

  private static let exitCodeLines = ExitStatus.all.map { entry in
    let code = "\(entry.code)"
    return code + String(repeating: " ", count: 5 - code.count) + entry.meaning
  }.joined(separator: "\n")

  private static let settingLines: String = {
    let width = Setting.allCases.map(\.rawValue.count).max() ?? 0
    let lines = Setting.allCases.map { setting in
      let name = setting.rawValue
      return name + String(repeating: " ", count: width + 2 - name.count) + setting.purpose
    }
    return lines.joined(separator: "\n")
  }()
}

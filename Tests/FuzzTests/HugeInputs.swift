/// Inputs that grow without a bound where a reader's time or its stack could grow faster.
enum HugeInputs {
  /// What stands before, what is repeated, what stands after, what is repeated again.
  private static let shapes: [(String, String, String, String)] = [
    ("print ", "(", "1", ")"), ("print ", "[", "1", "]"), ("create customer ", "{a:", "1", "}"),
    ("list invoices where ", "not ", "paid", ""), ("print ", "- ", "1", ""),
    ("query invoices where total = 1", " and total = 1", "", ""),
    ("query invoices where status = \"a\"", " or status = \"a\"", "", ""),
    ("query invoices where ", "(total = 1 or paid) and ", "paid", ""),
    ("print \"", "${\"", "1", "\"}"), ("print \"", "a", "", ""), ("print '", "\n", "", ""),
    ("", "\u{FEFF}", "", ""), ("", "\u{0}", "", ""), ("", "# c\n", "", ""), ("", "\\\n", "", ""),
    ("", "`", "", ""), ("", "a;", "", ""), ("", "\"\n", "", ""), ("", "$", "", ""),
    ("get customers ", "cus_1, ", "cus_2", ""), ("print 1", " + 1", "", ""),
    ("if $c { ", "if $c { ", "print 1", " }"), ("print ", "count(", "1", ")"), ("", "9", "", ""),
    ("query invoices select ", "id, ", "id", ""), ("print $c", ".a", "", ""),
    ("print $c", "[0]", "", ""), ("list ", "of customer ", "", ""), ("", "e\u{301}", "", ""),
    ("query invoices where id in (", "in_1, ", "in_2", ")"), ("explain ", "explain ", "list x", ""),
    ("", "[", "", "]"), ("", "{\"a\":", "1", "}"), ("[", "1,", "1", "]"),
    ("{", "\"a\":1,", "\"b\":2", "}"),
    ("\"", "\\ud83d", "", "\""), ("-", "0", ".", "1"), ("1e", "9", "", ""), ("", " ", "", ""),
    ("a", "[b]", "=", "1"), ("", "a[]=1&", "", ""), ("", "a[][b]=1&", "", ""),
    ("a=", "%41", "", ""),
    ("", "a", "=1", ""), ("status:", "\"", "", ""), ("", "status:\"a\" AND ", "total>1", ""),
    ("", "-", "", ""), ("", "metadata[", "\"a\"", "]"), ("", "a.", "a\n1\n", ""),
    ("a", ",a", "\n", ",1"),
    ("a\n", "\"", "", ""), ("a\n\"", "\n", "", ""), ("a\n\"", ",\"\"", "", ""),
    ("a\n", "1\n", "", ""),
    ("", "[a]\n", "", ""), ("a = ", "[", "1", "]"), ("a = ", "{b=", "1", "}"),
    ("", "a.", "b = 1", ""),
    ("a = \"\"\"", "\"\" ", "", ""), ("", "[[a]]\n", "", ""), ("a = [", "1,", "", "]"),
  ]

  /// Every shape at that many repetitions.
  static func all(_ count: Int) -> [[UInt8]] {
    shapes.map { head, opening, middle, closing in
      let repeated = [opening, closing].map { Array(repeatElement(Array($0.utf8), count: count)) }
      return Array(head.utf8) + repeated[0].joined() + Array(middle.utf8) + repeated[1].joined()
    }
  }
}

/// How a payment by a bank account of Stripe's test mode goes on after it was made.
enum DelayedCourse: String {
  case succeeds
  case fails
  case succeedsLater = "succeeds_later"
  case failsLater = "fails_later"
  /// Is never decided.
  case waits

  /// How long a bank takes that is not decided at once, in seconds. Source: Stripe's guide to
  /// testing bank debits, "after at least 3 minutes".
  static let delay = 180
}

/// The bank accounts of Stripe's test mode. All others succeed; without a number nothing is
/// decided.
///
/// Source: Stripe's documentation of testing; the fixtures of Stripe's command line.
enum TestBankAccounts {
  /// - Parameter number: an account number, or an IBAN without blanks.
  static func course(of number: String) -> DelayedCourse {
    if failing.contains(number) { return .fails }
    if failingLater.contains(number) { return .failsLater }
    if succeedingLater.contains(number) { return .succeedsLater }
    return number.isEmpty || number == processing ? .waits : .succeeds
  }

  private static let failing: Set<String> = [
    // IBANs
    "AT861904300235473202", "BE68539007547034", "CH5604835012345678009", "DE62370400440532013001",
    "EE762200221020145680", "ES9121000418450200051332", "FI8912345600000786",
    "FR8420041010050500013M02607", "GB70BUKB20201555555557", "IE02AIBK93115212345679",
    "IT60X0542811101000000123456", "LU980019400644750000", "NL91ABNA0417164300",
    "NO6986011117946", "PT23000201231234567890155",
    // United States
    "000111111113", "000111111116", "000222222227", "000333333335", "000444444440",
    // United Kingdom
    "22222227", "33333335",
    // Australia
    "111111113", "111111116", "222222227",
  ]

  private static let processing = "000000000009"

  private static let succeedingLater: Set<String> = [
    "AT321904300235473204", "BE78510007547061", "DE08370400440532013003",
    "FR3020041010050500013M02609", "IE24AIBK93115212345671", "90012345", "900123456",
    "900123456789",
  ]

  private static let failingLater: Set<String> = [
    "AT051904300235473205", "BE51510007547065", "DE78370400440532013004",
    "FR7920041010050500013M02600", "93333335", "900222222227",
  ]
}

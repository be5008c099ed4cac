/// The number of decimals of each currency in which Stripe takes amounts: 2, with exceptions.
///
/// Source: Stripe's documentation of currencies. `isk` and `ugx` have no decimals in use, but
/// Stripe's API takes and returns them with two (500 is 5 shillings), so they are not exceptions.
package enum CurrencyDecimals {
  /// Returns the number of digits of a currency's minor unit; nil if the text is not the code, in
  /// any case, of a currency that Stripe knows.
  package static func digits(of currency: String) -> Int? {
    let code = lowercased(currency)
    return codes.contains(code) ? exceptions[code] ?? 2 : nil
  }

  /// The codes that Stripe takes, in lower case. Source: Stripe's page of supported currencies.
  package static let codes: Set<String> = Set(
    """
    aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn
    byr bzd cad cdf chf clf clp cny cop crc cup cve czk djf dkk dop dzd eek egp ern etb eur fjd fkp
    gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs
    khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl ltl lvl lyd mad mdl mga mkd mmk mnt mop mro mru
    mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub
    rwf sar sbd scr sdg sek sgd shp sle sll sos srd ssp std stn svc syp szl thb tjs tmt tnd top try
    ttd twd tzs uah ugx usd uyu uzs vef ves vnd vuv wst xaf xcd xcg xof xpf yer zar zmk zmw
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let exceptions: [String: Int] = {
    let none = [
      "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
      "xof", "xpf",
    ]
    let three = ["bhd", "jod", "kwd", "omr", "tnd"]
    let pairs = none.map { ($0, 0) } + three.map { ($0, 3) }
    return Dictionary(pairs) { first, _ in first }
  }()
}

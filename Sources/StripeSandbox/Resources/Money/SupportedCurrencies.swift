/// The currencies that Stripe says it supports, in the order of its refusals.
///
/// Source: Stripe's answer to a currency that is none.
enum SupportedCurrencies {
  static let codes: [String] = """
    usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp
    byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip
    gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd
    kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok
    npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos
    srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf
    yer zar zmw usdc btn ghs eek lvl svc vef ltl sll mro
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let known = Set(codes)

  static func contains(_ code: String) -> Bool { known.contains(code) }
}

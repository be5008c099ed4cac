/// The functions that an expression can call.
package enum Function: String, Sendable, Hashable, CaseIterable {
  case count
  case sum
  case avg
  case min
  case max

  case lower
  case upper
  case trim
  case concat
  case substring
  case replace
  case split
  case starts_with
  case ends_with
  case matches

  case round
  case floor
  case ceil
  case abs
  case money

  case date
  case week
  case month
  case quarter
  case year
  case weekday
  case hour
  case format_time
  case iso

  case length
  case first
  case last

  case `if`
  case coalesce
  case exists
  case read
  case env
}

extension Function {
  /// True if only the arguments that the result depends on are evaluated.
  var isLazy: Bool { self == .if || self == .coalesce }

  /// True if its last argument is the time zone, which the checker adds.
  package var takesZone: Bool { signature.parameters.first == .time }
}

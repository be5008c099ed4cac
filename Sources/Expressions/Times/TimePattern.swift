/// A pattern for writing times, in the letters of Unicode's date format patterns: `yyyy-MM-dd
/// HH:mm`. Text between single quotes is literal.
struct TimePattern {
  private enum Part {
    case text(String)
    case field(Character, count: Int)
  }

  private let parts: [Part]

  /// Parses a pattern.
  /// - Throws: `EvaluationError` if a letter has no meaning or a quote is not closed.
  init(_ pattern: String) throws(EvaluationError) {
    var parts: [Part] = []
    var rest = Substring(pattern)
    while let letter = rest.first {
      if letter == "'" {
        parts.append(.text(try Self.quoted(&rest)))
      } else {
        let run = rest.prefix { $0 == letter }
        rest = rest.dropFirst(run.count)
        guard letter.isASCII, letter.isLetter else {
          parts.append(.text(String(run)))
          continue
        }
        guard Self.longest[letter].map({ run.count <= $0 }) ?? false else {
          throw EvaluationError(
            "`\(run)` is not part of a pattern of times; it has "
              + "yyyy yy MM MMM MMMM dd d EEE EEEE HH H hh h mm ss a Q w,"
              + " and other text in single quotes")
        }
        parts.append(.field(letter, count: run.count))
      }
    }
    self.parts = parts
  }

  /// Returns the time in this format, with English names.
  func text(of time: CivilTime) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let letter, let count): Self.text(letter, count, of: time)
      }
    }.joined()
  }

  /// The maximum number of repetitions of each letter.
  private static let longest: [Character: Int] = [
    "y": 4, "M": 4, "d": 2, "E": 4, "H": 2, "h": 2, "m": 2, "s": 2, "a": 1, "Q": 1, "w": 2,
  ]

  /// Reads a quoted text up to the next quote; two quotes in a row are one quote.
  private static func quoted(_ rest: inout Substring) throws(EvaluationError) -> String {
    rest = rest.dropFirst()
    if rest.first == "'" {
      rest = rest.dropFirst()
      return "'"
    }
    guard let end = rest.firstIndex(of: "'") else {
      throw EvaluationError("a quote in a pattern of times is not closed")
    }
    let text = rest[..<end]
    rest = rest[end...].dropFirst()
    return String(text)
  }

  private static func text(_ letter: Character, _ count: Int, of time: CivilTime) -> String {
    let date = time.date
    let noon = time.hour % 12 == 0 ? 12 : time.hour % 12
    return switch letter {
    case "y": count == 2 ? (date.year % 100).padded(to: 2) : date.year.padded(to: count)
    case "M" where count > 2: name(months[date.month - 1], count)
    case "M": date.month.padded(to: count)
    case "d": date.day.padded(to: count)
    case "E": name(days[date.weekday - 1], count)
    case "H": time.hour.padded(to: count)
    case "h": noon.padded(to: count)
    case "m": time.minute.padded(to: count)
    case "s": time.second.padded(to: count)
    case "a": time.hour < 12 ? "AM" : "PM"
    case "Q": String(date.quarter)
    default: date.isoWeek.week.padded(to: count)
    }
  }

  /// Returns the full name for four letters, otherwise its first three letters.
  private static func name(_ name: String, _ count: Int) -> String {
    count == 4 ? name : String(name.prefix(3))
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}

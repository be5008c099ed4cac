/// A pattern of `like`: `%` matches any text, `_` one character; a backslash makes either of them
/// literal. Upper and lower case differ.
package struct LikePattern: Sendable, Hashable {
  private enum Element: Sendable, Hashable {
    case stretch
    case one
    case character(Character)
  }

  private let elements: [Element]

  /// Parses a pattern. Every text is a valid pattern.
  package init(_ pattern: String) {
    var elements: [Element] = []
    var isEscaped = false
    for character in pattern {
      if isEscaped {
        elements.append(.character(character))
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "%" {
        if elements.last != .stretch { elements.append(.stretch) }
      } else {
        elements.append(character == "_" ? .one : .character(character))
      }
    }
    if isEscaped { elements.append(.character("\\")) }
    self.elements = elements
  }

  /// Returns true if the whole text matches. The algorithm is greedy and returns to the last `%`
  /// only, so its time is at most the product of both lengths.
  package func matches(_ text: String) -> Bool {
    let characters = Array(text)
    var position = 0
    var element = 0
    var retry: (element: Int, position: Int)?
    while position < characters.count {
      if element < elements.count, elements[element] == .stretch {
        retry = (element + 1, position)
        element += 1
      } else if element < elements.count, accepts(elements[element], characters[position]) {
        element += 1
        position += 1
      } else if let last = retry {
        retry = (last.element, last.position + 1)
        element = last.element
        position = last.position + 1
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy { $0 == .stretch }
  }

  private func accepts(_ element: Element, _ character: Character) -> Bool {
    switch element {
    case .stretch: false
    case .one: true
    case .character(let wanted): wanted == character
    }
  }
}

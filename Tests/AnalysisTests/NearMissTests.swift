import Diagnostics
import Expressions
import Language
import StripeCatalog
import Testing

@testable import Analysis

/// Whatever a program does with a variable: where one of its members is replaced by a near miss,
/// the check says so.
@Suite struct NearMissTests {
  /// A way to get a value of an object, by an operation of a kind, and the name it has then.
  private struct Origin {
    var text: String
    var kind: OperationKind
    var name = "x"
  }

  private static let origins = [
    Origin(text: "let x = get OBJECT some_1", kind: .retrieve),
    Origin(text: "let y = get OBJECT some_1\nlet x = $y", kind: .retrieve),
    Origin(text: "let x = query OBJECTS", kind: .list, name: "x[0]"),
    Origin(text: "let all = list OBJECTS limit 3\nlet x = first($all)", kind: .list),
  ]

  /// Ways to use a value.
  private static let uses = [
    "print $PATH", #"print "so: ${PATH}""#, "assert $PATH is not null", "let z = [$PATH]",
    "if $PATH is null { print 1 }", "for c in query customers { print $PATH }",
    "create customer { metadata: { a: $PATH } }", "let z = { a: { b: $PATH } }",
    "query customers where metadata.a = $PATH", "print coalesce($PATH, 1)",
  ]

  @Test(arguments: 0..<20)
  func `a near miss of any member is an error`(chunk: UInt64) throws {
    var random = Dice(state: chunk &* 7919 &+ 1)
    let objects = Catalog.embedded.objects
    var tried = 0
    for _ in 0..<60 {
      guard let object = objects.randomElement(using: &random),
        let origin = Self.origins.randomElement(using: &random),
        object.operation(origin.kind) != nil, let path = memberPath(of: object, &random),
        let use = Self.uses.randomElement(using: &random)
      else { continue }
      let before = origin.text.replacing("OBJECTS", with: object.plural)
        .replacing("OBJECT", with: object.name)
      func program(_ members: [String]) -> String {
        before + "\n"
          + use.replacing("PATH", with: ([origin.name] + members).joined(separator: "."))
      }
      // Conditions may refuse what the object is compared with; members must be fine before.
      guard problems(program(path.members)).isEmpty else { continue }
      var missed = path.members
      let place = missed.indices.randomElement(using: &random) ?? 0
      missed[place] = nearMiss(of: missed[place], notIn: path.siblings[place], &random)
      let found = problems(program(missed))
      #expect(
        found.contains { $0.contains("has no field `\(missed[place])`") }, "\(program(missed))")
      tried += 1
    }
    #expect(tried > 15, "\(tried) programs")
  }

  /// A path through members that the catalog knows, and the names beside each of them.
  private func memberPath(
    of object: ObjectType, _ random: inout Dice
  ) -> (members: [String], siblings: [[String]])? {
    var shape = ValueShape.object(object)
    var members: [String] = []
    var siblings: [[String]] = []
    for _ in 0..<3 {
      let names = shape.memberNames.filter { name in name.allSatisfy { $0.isLetter || $0 == "_" } }
      guard let name = names.randomElement(using: &random),
        let next = try? shape.member(named: name)
      else { break }
      members.append(name)
      siblings.append(shape.memberNames + ["deleted"])
      guard case .typed(.record, _) = next else { break }
      shape = next
    }
    return members.isEmpty ? nil : (members, siblings)
  }

  /// The name with a letter left out, doubled, or changed.
  private func nearMiss(of name: String, notIn names: [String], _ random: inout Dice) -> String {
    while true {
      var letters = Array(name)
      let place = Int.random(in: letters.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where letters.count > 3: letters.remove(at: place)
      case 1: letters.insert(letters[place], at: place)
      default: letters[place] = "q"
      }
      let missed = String(letters)
      if !names.contains(missed), missed.first != "_", Keyword(word: missed) == nil {
        return missed
      }
    }
  }

  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
  }
}

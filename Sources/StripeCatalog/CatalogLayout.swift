/// The layout of the catalog's bytes, which are read in place: nothing is parsed at start-up.
///
/// All numbers are unsigned 32-bit words, little-endian. The header is:
///
///     "PINSTRIP"          8 bytes
///     layout version      a word
///     generator version   a word
///     API version         a string
///     SDK version         a string
///     size of the file    a word
///     sections            a word offset and a word count for each, in the order of `Section`
///
/// A *string* is a word: the offset into the text section in its upper 24 bits, its length in bytes
/// in its lower 8. A *list* is a word: an index into the words section, where a count precedes that
/// many words. A *type* is a word: a `TypeTag` in its upper 8 bits, and the operand of the tag in
/// its lower 24:
///
///     enumeration         a list of strings
///     array, map          a list of one type
///     record              an index into the records
///     object, list        an index into the objects
///     expandable          a list of object indexes
///     union               a list of types
///
/// Equal strings, lists and records are stored once. `scripts/catalog/layout.py` writes this.
enum CatalogLayout {
  static let magic: [UInt8] = Array("PINSTRIP".utf8)
  static let layoutVersion: UInt32 = 2

  /// The versions that the embedded catalog must have been made from and with; keep them equal to
  /// those in `scripts/update-catalog` and `scripts/catalog/layout.py`.
  static let expectedSDKVersion = "16.1.0"
  static let expectedGeneratorVersion: UInt32 = 3

  /// Byte offsets of the header's words.
  enum Header {
    static let layoutVersion = 8
    static let generatorVersion = 12
    static let apiVersion = 16
    static let sdkVersion = 20
    static let size = 24
    static let sections = 28
  }

  /// The sections, in the order of the header.
  enum Section: Int, CaseIterable {
    case objects, operations, records, members, words, names, prefixes
    case formerParameters, formerFields, formerOperations, text

    /// The number of words in a row; 0 for the text section, which is bytes.
    var columns: Int {
      switch self {
      case .objects: 9
      case .operations: 12
      case .records, .names, .prefixes: 2
      case .members, .formerParameters, .formerFields, .formerOperations: 3
      case .words: 1
      case .text: 0
      }
    }
  }

  /// Columns of an object.
  enum ObjectColumn: Int {
    case name, plural, typeName, fields, operations, nestedOperations, searchFields, prefixes
    case flags
  }

  /// Columns of an operation. `facts` holds the kind, the method, the host and the flags in its
  /// four bytes, lowest first.
  enum OperationColumn: Int {
    case id, facts, name, aliases, path, pathParameters, parents, parameters, object, result
    case collection, collectionMember
  }

  /// Columns of a member of a record: a field of a response or a parameter of a request.
  enum MemberColumn: Int {
    case name, type, flags
  }

  /// Columns of the parameters of an operation, or of the fields of an object, that a version does
  /// not have any more: the operation's or object's row, the first version without, their record.
  enum FormerColumn: Int {
    case owner, version, members
  }

  /// Columns of an operation that a version has no more.
  enum FormerOperationColumn: Int {
    case method, path, version
  }

  enum TypeTag: UInt32 {
    case string, integer, number, boolean, decimal, timestamp, any, enumeration, array, map
    case record, object, expandable, list, union, nothing
  }

  struct MemberFlags: OptionSet {
    let rawValue: UInt32
    static let required = Self(rawValue: 1)
    static let nullable = Self(rawValue: 2)
    static let clearable = Self(rawValue: 4)
    static let range = Self(rawValue: 8)
    static let amount = Self(rawValue: 16)
    static let dateTime = Self(rawValue: 32)
    static let onRequest = Self(rawValue: 64)
    static let byIDOnly = Self(rawValue: 128)
  }

  struct ObjectFlags: OptionSet {
    let rawValue: UInt32
    static let singleton = Self(rawValue: 1)
  }

  struct OperationFlags: OptionSet {
    let rawValue: UInt32
    static let hasOwnID = Self(rawValue: 1)
    static let streams = Self(rawValue: 2)
  }
}

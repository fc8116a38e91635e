// The only file of this room that handles pointers. Signatures follow highs_c_api.h of HiGHS 1.15
// with 32-bit HighsInt, which `open` checks.

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The functions of an opened HiGHS library that are used here; never closed again.
struct HighsLibrary: Sendable {
  /// A running solver, owned by C.
  private typealias Handle = UnsafeMutableRawPointer
  /// A text in C.
  private typealias Text = UnsafePointer<CChar>
  /// Numbers read by C.
  private typealias Numbers = UnsafePointer<Double>
  /// Numbers written by C.
  private typealias Results = UnsafeMutablePointer<Double>
  /// Indices read by C.
  private typealias Indices = UnsafePointer<Int32>

  /// Where the library was found.
  let path: String
  /// The solver's own version.
  let version: String
  /// Makes an instance: `Highs_create`.
  private let create: @Sendable @convention(c) () -> Handle?
  /// Frees an instance: `Highs_destroy`.
  private let destroy: @Sendable @convention(c) (Handle) -> Void
  /// Sets an option that is on or off.
  private let setBool: @Sendable @convention(c) (Handle, Text, Int32) -> Int32
  /// Sets an option that is a whole number.
  private let setInt: @Sendable @convention(c) (Handle, Text, Int32) -> Int32
  /// Sets an option that is a number.
  private let setDouble: @Sendable @convention(c) (Handle, Text, Double) -> Int32
  /// Sets an option that is a word.
  private let setString: @Sendable @convention(c) (Handle, Text, Text) -> Int32
  /// Hands a program over: `Highs_passLp`.
  private let pass:
    @Sendable @convention(c) (
      Handle, Int32, Int32, Int32, Int32, Int32, Double, Numbers?, Numbers?, Numbers?, Numbers?,
      Numbers?, Indices?, Indices?, Numbers?
    ) -> Int32
  /// Searches the optimum: `Highs_run`.
  private let run: @Sendable @convention(c) (Handle) -> Int32
  /// How the search ended: `Highs_getModelStatus`.
  private let status: @Sendable @convention(c) (Handle) -> Int32
  /// The objective that was reached: `Highs_getObjectiveValue`.
  private let objective: @Sendable @convention(c) (Handle) -> Double
  /// Values, reduced costs, sums and duals: `Highs_getSolution`.
  private let solution:
    @Sendable @convention(c) (Handle, Results?, Results?, Results?, Results?) -> Int32

  /// Reads where the search ended: `Highs_getBasis`.
  private let getBasis:
    @Sendable @convention(c) (
      Handle, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?
    ) -> Int32
  /// Says where to start: `Highs_setBasis`.
  private let setBasis: @Sendable @convention(c) (Handle, Indices?, Indices?) -> Int32
  /// Changes the bounds of a column: `Highs_changeColBounds`.
  private let changeBounds: @Sendable @convention(c) (Handle, Int32, Double, Double) -> Int32

  /// What one run of the solver left behind.
  struct Outcome {
    /// HiGHS's number of how it ended.
    var status: Int32
    /// The objective.
    var objective: Double
    /// The value of every column.
    var values: [Double]
    /// The reduced cost of every column.
    var reducedCosts: [Double]
    /// The sum of every row.
    var activities: [Double]
    /// The dual of every row.
    var duals: [Double]
  }

  /// An option of the solver.
  enum Option: Hashable, Sendable {
    /// On or off.
    case on(String, Bool)
    /// A whole number.
    case count(String, Int32)
    /// A number.
    case number(String, Double)
    /// A word.
    case word(String, String)
  }

  /// A program as C reads it: weights row by row.
  struct Model {
    /// The objective where all columns are zero.
    var offset = 0.0
    /// Cost of every column.
    var costs: [Double] = []
    /// Least value of every column.
    var lower: [Double] = []
    /// Greatest value of every column.
    var upper: [Double] = []
    /// Least sum of every row.
    var rowLower: [Double] = []
    /// Greatest sum of every row.
    var rowUpper: [Double] = []
    /// Where in `columns` each row starts.
    var starts: [Int32] = []
    /// Column of each weight.
    var columns: [Int32] = []
    /// The weights.
    var weights: [Double] = []
  }

  /// Opens a library and looks up its functions.
  ///
  /// - Parameter path: A path, or a name for the system's own search.
  /// - Returns: The library, or nothing when it cannot be opened, with the system's reason.
  /// - Throws: `LinearProgramError.unfit` when it opens and is not what is needed.
  static func open(_ path: String) throws(LinearProgramError) -> Result<HighsLibrary, Unopened> {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      return .failure(Unopened(reason: dlerror().map { String(cString: $0) } ?? "no reason given"))
    }
    return .success(try HighsLibrary(handle, path: path))
  }

  /// The system's reason not to open a file.
  struct Unopened: Error {
    /// The reason, as the system says it.
    var reason: String
  }

  /// Looks up every function that is used.
  private init(_ handle: UnsafeMutableRawPointer, path: String) throws(LinearProgramError) {
    func find<F>(_ name: String, as type: F.Type) throws(LinearProgramError) -> F {
      guard let symbol = dlsym(handle, name) else {
        throw .unfit(library: path, reason: "it has no function \(name)")
      }
      return unsafeBitCast(symbol, to: type)
    }
    self.path = path
    let intSize = try find(
      "Highs_getSizeofHighsInt",
      as: (@Sendable @convention(c) (Handle?) -> Int32).self
    )
    guard intSize(nil) == 4 else {
      throw .unfit(library: path, reason: "its integers have \(intSize(nil)) bytes instead of 4")
    }
    let version = try find("Highs_version", as: (@Sendable @convention(c) () -> Text?).self)
    self.version = version().map { String(cString: $0) } ?? "unknown"
    create = try find("Highs_create", as: type(of: create))
    destroy = try find("Highs_destroy", as: type(of: destroy))
    setBool = try find("Highs_setBoolOptionValue", as: type(of: setBool))
    setInt = try find("Highs_setIntOptionValue", as: type(of: setInt))
    setDouble = try find("Highs_setDoubleOptionValue", as: type(of: setDouble))
    setString = try find("Highs_setStringOptionValue", as: type(of: setString))
    pass = try find("Highs_passLp", as: type(of: pass))
    run = try find("Highs_run", as: type(of: run))
    status = try find("Highs_getModelStatus", as: type(of: status))
    objective = try find("Highs_getObjectiveValue", as: type(of: objective))
    solution = try find("Highs_getSolution", as: type(of: solution))
    changeBounds = try find("Highs_changeColBounds", as: type(of: changeBounds))
    getBasis = try find("Highs_getBasis", as: type(of: getBasis))
    setBasis = try find("Highs_setBasis", as: type(of: setBasis))
  }

  /// Where each column and row stands at a vertex, as HiGHS numbers it.
  struct Basis {
    /// Columns.
    var columns: [Int32]
    /// Rows.
    var rows: [Int32]
  }

  /// A running solver with options set, freed with its last owner.
  final class Instance {
    /// The functions in C.
    private let library: HighsLibrary
    /// The instance in C.
    private let highs: Handle

    /// Makes an instance and sets its options.
    ///
    /// - Throws: `LinearProgramError.failed` when none can be made or an option is refused.
    init(_ library: HighsLibrary, options: [Option]) throws(LinearProgramError) {
      guard let highs = library.create() else {
        throw .failed("no instance could be made")
      }
      self.library = library
      self.highs = highs
      for option in options { try library.set(option, of: highs) }
    }

    deinit { library.destroy(highs) }

    /// Hands a program over in place of the one before.
    ///
    /// - Throws: `LinearProgramError.failed` when HiGHS refuses the program.
    func pass(_ model: Model) throws(LinearProgramError) { try library.hand(model, to: highs) }

    /// Sets the bounds of a column.
    ///
    /// - Throws: `LinearProgramError.failed` when HiGHS refuses them.
    func setBounds(column: Int, lower: Double, upper: Double) throws(LinearProgramError) {
      if library.changeBounds(highs, Int32(column), lower, upper) < 0 {
        throw .failed("it refuses bounds \(lower) to \(upper)")
      }
    }

    /// Where the last search ended; nil where there is no such place.
    func basis(columns: Int, rows: Int) -> Basis? {
      var basis = Basis(
        columns: Array(repeating: 0, count: columns),
        rows: Array(repeating: 0, count: rows)
      )
      return library.getBasis(highs, &basis.columns, &basis.rows) < 0 ? nil : basis
    }

    /// Starts the next search from a vertex; one that does not fit is passed over.
    func start(from basis: Basis) { _ = library.setBasis(highs, basis.columns, basis.rows) }

    /// Searches the optimum from where the last search ended.
    ///
    /// - Throws: `LinearProgramError.failed` when HiGHS reports an error.
    func run(columns: Int, rows: Int) throws(LinearProgramError) -> Outcome {
      try library.search(highs, columns: columns, rows: rows)
    }

    /// Searches the optimum and returns its objective alone; nil where there is none.
    func objective() -> Double? {
      _ = library.run(highs)
      return library.status(highs) == 7 ? library.objective(highs) : nil
    }
  }

  /// Solves a model with an instance of the solver of its own.
  ///
  /// - Throws: `LinearProgramError.failed` when HiGHS reports an error.
  func solve(_ model: Model, options: [Option]) throws(LinearProgramError) -> Outcome {
    let instance = try Instance(self, options: options)
    try instance.pass(model)
    return try instance.run(columns: model.costs.count, rows: model.rowLower.count)
  }

  /// Sets an option.
  private func set(_ option: Option, of highs: Handle) throws(LinearProgramError) {
    let answer =
      switch option {
      case .on(let name, let value): setBool(highs, name, value ? 1 : 0)
      case .count(let name, let value): setInt(highs, name, value)
      case .number(let name, let value): setDouble(highs, name, value)
      case .word(let name, let value): setString(highs, name, value)
      }
    if answer != 0 { throw .failed("\(version) refuses \(option)") }
  }

  /// Hands a program over.
  private func hand(_ model: Model, to highs: Handle) throws(LinearProgramError) {
    // Row-wise weights (2), minimise (1); a warning (1) says that weights below 1e-9 were dropped.
    let passed = pass(
      highs,
      Int32(model.costs.count),
      Int32(model.rowLower.count),
      Int32(model.weights.count),
      2,
      1,
      model.offset,
      model.costs,
      model.lower,
      model.upper,
      model.rowLower,
      model.rowUpper,
      model.starts,
      model.columns,
      model.weights
    )
    if passed < 0 { throw .failed("it refuses the program") }
  }

  /// Searches the optimum and reads what was found.
  private func search(
    _ highs: Handle,
    columns: Int,
    rows: Int
  ) throws(LinearProgramError) -> Outcome {
    // The model status says what went wrong, where something did.
    _ = run(highs)
    var values = Array(repeating: 0.0, count: columns)
    var reducedCosts = values
    var activities = Array(repeating: 0.0, count: rows)
    var duals = activities
    let ended = status(highs)
    if solution(highs, &values, &reducedCosts, &activities, &duals) < 0 {
      throw .failed("it keeps its solution to itself (model status \(ended))")
    }
    return Outcome(
      status: ended,
      objective: objective(highs),
      values: values,
      reducedCosts: reducedCosts,
      activities: activities,
      duals: duals
    )
  }
}

using System.Globalization;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The names that the generated C of one model uses.</summary>
/// <param name="Prefix">Of functions, types and files.</param>
internal sealed record ModelNames(string Prefix)
{
    /// <summary>Of macros and enumerators.</summary>
    public string MacroPrefix { get; } = Prefix.ToUpperInvariant();

    /// <summary>A buffer's name inside macros: <c>CONV_2D_3_OUTPUT</c>.</summary>
    public static string Macro(ArenaBuffer buffer) => buffer.Name.ToUpperInvariant();

    public string StepFunction(int index, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}_step_{index}_{kind.ToLowerInvariant()}");

    /// <summary>The type of the records of steps that call a function of the runtime.</summary>
    public string RecordType(string function) => $"{Prefix}_{WithoutLibrary(function)}";

    /// <summary>Runs such a step.</summary>
    public string RecordRunner(string function) => $"{Prefix}_run_{WithoutLibrary(function)}";

    /// <summary>Computes one tile of a stage of a stream.</summary>
    public string StageFunction(int step, int stage, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}_step_{step}_{stage}_{kind.ToLowerInvariant()}");

    /// <summary>Computes a part of a row that such a stage reads, again for every tile.</summary>
    public string ExpansionFunction(int step, int stage, string kind) => StageFunction(step, stage, kind) + "_again";

    /// <summary>Computes what the first tile of a row needs besides, because no tile before it left it behind.</summary>
    public string AheadFunction(int step, int stage, string kind) => StageFunction(step, stage, kind) + "_ahead";

    /// <summary>The caller's row, while the tiles that follow from it are computed.</summary>
    public string PushedRow => $"{Prefix}_pushed_row";

    /// <summary>How many rows the caller has pushed.</summary>
    public string RowsPushed => $"{Prefix}_rows_pushed";

    /// <summary>The geometry of a tensor inside a stream.</summary>
    public string Line(int step, int index) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}_step_{step}_lines[{index}]");

    /// <summary>Macros that give addresses in an arena begin with it.</summary>
    public string AddressPrefix(int arena) => arena == 0 ? MacroPrefix : $"{MacroPrefix}_{ArenaMacro(arena)}";

    /// <summary>The static array or pointer of an arena.</summary>
    public string Arena(int index) =>
        $"{Prefix}_{ArenaMacro(index).ToLowerInvariant()}";

    /// <summary>Takes an arena from the caller.</summary>
    public string BindArena(int index) => $"{Prefix}_bind_{ArenaMacro(index).ToLowerInvariant()}";

    /// <summary>An arena's name inside macros: <c>ARENA</c>, then <c>ARENA_1</c>.</summary>
    public static string ArenaMacro(int index) => index == 0 ? "ARENA" : "ARENA_" + index.ToString(CultureInfo.InvariantCulture);

    private static string WithoutLibrary(string function) =>
        function.StartsWith("mnv2_", StringComparison.Ordinal) ? function["mnv2_".Length..] : function;
}

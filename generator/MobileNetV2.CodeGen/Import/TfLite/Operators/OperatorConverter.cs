using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>How operators of one kind become graph operators.</summary>
/// <param name="NewestVersion">The newest version whose meaning is known.</param>
/// <param name="MinInputs">Fewest inputs the kind takes.</param>
/// <param name="MaxInputs">Most inputs the kind takes.</param>
/// <param name="Data">What the kind does to data of each type.</param>
/// <param name="Convert">Called with inputs and outputs checked for number and presence; null after reporting why not.</param>
internal sealed record OperatorConverter(
    BuiltinOperator Code, int NewestVersion, int MinInputs, int MaxInputs, DataTypes Data, Func<OperatorSource, Operator?> Convert)
{
    /// <summary>The name of a custom operator; empty for one of the format's own.</summary>
    public string CustomCode { get; init; } = "";

    /// <summary>For people.</summary>
    public string Name => CustomCode.Length > 0 ? CustomCode : Code.Name();

    /// <summary>The options that the kind has; null when it has none that matter.</summary>
    public OptionsTable? Options { get; init; }

    /// <summary>Without options the kind's defaults hold.</summary>
    public bool MayLackOptions { get; init; }

    /// <summary>Inputs that may be absent (-1): the bias.</summary>
    public ImmutableArray<int> OptionalInputs { get; init; } = [];

    /// <summary>Inputs that the operator keeps from call to call.</summary>
    public ImmutableArray<int> StateInputs { get; init; } = [];

    /// <summary>Which input is the data; others may be shapes.</summary>
    public int DataInput { get; init; }

    /// <summary>Most outputs the kind gives.</summary>
    public int MaxOutputs { get; init; } = 1;
}

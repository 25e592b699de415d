using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>What passes need to know, and where their diagnostics go.</summary>
/// <param name="Border">Whether QUANTIZE and DEQUANTIZE at the border stay.</param>
/// <param name="AfterPass">Told the name of every pass and the graph it made, in order; for <c>--dump-ir</c> and tests.</param>
internal sealed record PassContext(BorderMode Border, Action<string, Graph>? AfterPass = null)
{
    public DiagnosticBag Diagnostics { get; } = new();

    /// <summary>Channels stay, whether they vary and are read or not.</summary>
    public bool KeepChannels { get; init; }

    /// <inheritdoc cref="CompileRequest.Without"/>
    public ImmutableHashSet<string> Without { get; init; } = [];

    /// <summary>The caller pushes the input row by row.</summary>
    public bool PushesRows { get; init; }

    /// <summary>What <see cref="DropChannels"/> took away, operator by operator.</summary>
    public ImmutableArray<DroppedChannels> Dropped { get; set; } = [];
}

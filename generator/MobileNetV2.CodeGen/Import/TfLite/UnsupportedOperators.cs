using System.Collections;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Gathers operators without a converter, so that each kind is reported once with all its places and a way out that fits
/// them.</summary>
internal sealed class UnsupportedOperators(string fileName, DiagnosticBag diagnostics)
{
    private readonly List<(bool IsCustom, string Name, int Index)> _found = [];
    private readonly List<int> _weighted = [];

    public void Add(int index, OperatorCodeTable code)
    {
        var isCustom = code.BuiltinCode == BuiltinOperator.Custom;
        _found.Add((isCustom, isCustom ? SourceName.Clean(code.CustomCode) : code.BuiltinCode.Name(), index));
    }

    /// <summary>Every operator of the file: a network can be cut before one that no layer with weights depends on.</summary>
    public void Notice(int index, OperatorCodeTable code)
    {
        if (code.BuiltinCode is BuiltinOperator.Conv2D or BuiltinOperator.DepthwiseConv2D or BuiltinOperator.FullyConnected
            or BuiltinOperator.TransposeConv)
            _weighted.Add(index);
    }

    /// <returns>The tensors that depend on what is missing: whatever else is wrong with them may follow from that.</returns>
    public BitArray Report(FileTopology topology)
    {
        var neededByWeights = topology.Before(_weighted);
        foreach (var kind in _found.GroupBy(f => (f.IsCustom, f.Name), f => f.Index))
        {
            var place = $"{fileName}: operator #{kind.First()} {kind.Key.Name}";
            var cut = _weighted.Count == 0 ? CutBefore.LeavesNothing
                : kind.Any(i => topology.Writes(i, neededByWeights)) ? CutBefore.LosesLayers
                : CutBefore.LosesTheRest;
            diagnostics.Add(kind.Key.IsCustom
                ? ImportDiagnostics.CustomOperator(place, kind.Key.Name, [.. kind], cut)
                : ImportDiagnostics.UnsupportedOperator(place, kind.Key.Name, [.. kind], cut));
        }

        return topology.Behind(_found.Select(f => f.Index));
    }
}

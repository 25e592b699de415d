using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>DENSIFY gives a sparsely stored constant in full. It computes nothing, so that no operator remains.</summary>
internal static class DensifiedTensors
{
    /// <summary>Tensors that are other, sparsely stored ones: by index, that of the other.</summary>
    public static Dictionary<int, int> Of(SubGraphTable subGraph, ImmutableArray<OperatorCodeTable> codes)
    {
        var tensors = subGraph.Tensors;
        var densified = new Dictionary<int, int>();
        foreach (var table in subGraph.Operators)
        {
            if (table.OpcodeIndex < codes.Length && codes[(int)table.OpcodeIndex].BuiltinCode == BuiltinOperator.Densify
                && table is { Inputs: [var sparse], Outputs: [var dense] } && sparse >= 0 && sparse < tensors.Length
                && tensors[sparse] is { Sparsity: not null, Buffer: > 0 })
                densified.TryAdd(dense, sparse);
        }

        return densified;
    }

    /// <summary>True for an operator whose output is among them.</summary>
    public static bool Takes(OperatorCodeTable code, OperatorTable table, IReadOnlyDictionary<int, int> densified) =>
        code.BuiltinCode == BuiltinOperator.Densify && table.Outputs is [var dense] && densified.ContainsKey(dense);
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>
/// Runs what a file computes from constants and from shapes while it is read: shapes, axes and bounds of other operators are among the
/// results. Any operator with a definition can be run, by its reference. Weights are folded later, with the rest of the network in sight.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>A small file must not grow into huge constants.</summary>
    private const int LargestResult = 64 * 1024;

    /// <summary>The results; null when the operator is not to be run now, or after reporting what is wrong with it.</summary>
    public static ImmutableArray<byte[]>? Run(Operator op, Func<TensorId, Tensor> tensor, string fileName, DiagnosticBag diagnostics)
    {
        var definition = OperatorCatalog.Of(op);
        var outputs = op.Outputs.Select(tensor).ToList();
        if (!definition.ReadsShapesOnly && !op.Inputs.All(id => tensor(id).IsConstant))
            return null;
        // Halves became float32 when they were read: what a file calls DEQUANTIZE of them is done already, however many there are.
        if (op is Dequantize && tensor(op.Input) is { Type: ElementType.Float32, Data: { } reals })
            return [reals.ToArray()];
        if (outputs.Exists(t => t.Type is ElementType.Int8 or ElementType.UInt8)
            || outputs.Sum(t => (long)t.Shape.ElementCount * t.Type.SizeBytes()) > LargestResult)
            return null;
        var graph = new Graph(fileName, [.. op.Inputs.Concat(op.Outputs).Distinct().Select(tensor)], [op], [], op.Outputs);
        var found = new DiagnosticBag();
        var scope = new OperatorScope(graph, op, op.Inputs.Concat(op.Outputs).ToFrozenSet(), new WeightFacts(), found);
        OperatorRules.Check(scope);
        if (found.HasErrors)
        {
            diagnostics.AddRange(found.ToImmutable().Select(d => d with { Location = $"{fileName}: {d.Location}" }));
            return null;
        }

        var values = new TensorValues(graph, []);
        OperatorReference.Run(op, values);
        return [.. op.Outputs.Select(id => values.Read(id).ToArray())];
    }
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>An operator that reads constants or shapes only runs now, in the reference interpreter; its outputs become constants.</summary>
internal sealed class FoldConstants : IPass
{
    // A small file must not grow into a huge constant: outputs may be this many times as large as the inputs,
    // and in any case this many bytes.
    private const int LargestGrowth = 4;
    private const int AlwaysAllowedBytes = 64 * 1024;

    public string Name => "fold-constants";

    public Graph Run(Graph graph, PassContext context)
    {
        var edit = new GraphEditor(graph);
        foreach (var op in edit.Operators)
        {
            if (IsKnown(edit, op) && IsSmallEnough(edit, op) && !op.Outputs.Any(graph.IsState))
                Fold(edit, op, Results(edit, op));
        }

        return edit.ToGraph();
    }

    private static bool IsSmallEnough(GraphEditor edit, Operator op)
    {
        var inputs = op.Inputs.Sum(i => (long)edit[i].SizeBytes);
        var outputs = op.Outputs.Sum(o => (long)edit[o].SizeBytes);
        return outputs <= Math.Max(AlwaysAllowedBytes, LargestGrowth * inputs);
    }

    /// <summary>Its results are known now, and something other than a copy of a constant to an output computes them.</summary>
    private static bool IsKnown(GraphEditor edit, Operator op) =>
        (OperatorCatalog.Of(op).ReadsShapesOnly || op.Inputs.All(i => edit[i].IsConstant))
        && (!op.Outputs.Any(edit.IsOutput) || (op.Outputs.Length == 1 && op is not Reshape));

    private static ImmutableArray<byte[]> Results(GraphEditor edit, Operator op)
    {
        var tensors = op.Inputs.Concat(op.Outputs).Distinct().Select(id => edit[id]).ToImmutableArray();
        return new ReferenceInterpreter(new Graph("constant", tensors, [op], [], op.Outputs)).Run([]);
    }

    private static void Fold(GraphEditor edit, Operator op, ImmutableArray<byte[]> results)
    {
        // An output of the network must be written at run time.
        if (edit.IsOutput(op.Output))
        {
            edit.Replace(new Reshape(op.Id, [edit.Add(edit[op.Output] with { Data = results[0] })], op.Outputs, "RESHAPE"));
            return;
        }

        for (var i = 0; i < results.Length; i++)
            edit.SetData(op.Outputs[i], results[i]);
        edit.Remove(op);
    }
}

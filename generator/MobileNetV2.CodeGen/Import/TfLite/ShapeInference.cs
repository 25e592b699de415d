using System.Collections.Frozen;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Files leave the shapes of tensors open that depend on a batch of any size, or on arithmetic with shapes.
/// They follow from the operators.</summary>
internal static class ShapeInference
{
    /// <summary>Gives outputs whose shape is open the one that the operator gives them.
    /// What is wrong is for the validator to report.</summary>
    public static void Run(Operator op, TensorConversion tensors)
    {
        if (!op.Outputs.Any(tensors.HasOpenShape))
            return;
        var graph = new Graph("", [.. op.Inputs.Concat(op.Outputs).Distinct().Select(id => tensors[id])], [op], [], op.Outputs);
        var scope = new OperatorScope(graph, op, FrozenSet<TensorId>.Empty, new WeightFacts(), new DiagnosticBag())
        {
            OpenShape = (tensor, dimensions) => tensors.TrySetShape(tensor.Id, dimensions),
        };
        OperatorCatalog.Of(op).Shapes(scope);
    }
}

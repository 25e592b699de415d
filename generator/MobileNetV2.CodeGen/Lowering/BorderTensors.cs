using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The tensors that a step takes from the arena or leaves there. What lives only inside a stream is not among them.</summary>
internal static class BorderTensors
{
    public static IEnumerable<TensorId> Of(Step step, Graph graph)
    {
        var operators = step.Operators;
        var inside = operators.Select(o => o.Id).ToHashSet();
        var written = operators.SelectMany(o => o.Outputs).ToHashSet();
        var readInside = operators.SelectMany(o => o.Inputs).ToHashSet();
        return readInside.Where(id => !written.Contains(id))
            .Concat(written.Where(id => operators.Length == 1 || !readInside.Contains(id) || IsReadOutside(id)))
            .Order();

        bool IsReadOutside(TensorId id) => graph.IsOutput(id) || graph.ConsumersOf(id).Any(o => !inside.Contains(o.Id));
    }
}

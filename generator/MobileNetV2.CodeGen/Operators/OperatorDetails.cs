using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What distinguishes one operator from others of its kind, in a few words.</summary>
public static class OperatorDetails
{
    public static string Of(Graph graph, Operator op) => OperatorCatalog.Of(op).Details(graph, op);
}

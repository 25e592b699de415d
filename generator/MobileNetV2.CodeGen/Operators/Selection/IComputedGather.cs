using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An operator that copies slices of its first input, at places that the second names while the network runs.</summary>
internal interface IComputedGather
{
    /// <summary>What an operator of a valid graph copies.</summary>
    GatherWalk Walk(ITensorTable graph, Operator op);
}

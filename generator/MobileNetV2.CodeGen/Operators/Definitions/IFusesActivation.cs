using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An operator whose last act is a clamp, which a stand-alone activation behind it can become part of.</summary>
internal interface IFusesActivation
{
    Activation Activation { get; }

    /// <summary>The same operator with another activation, writing other tensors.</summary>
    Operator With(Activation activation, ImmutableArray<TensorId> outputs);
}

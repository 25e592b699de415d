using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Each value becomes another by the table of its channel: how pixels become what a network takes.</summary>
public sealed record ChannelTable(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "CHANNEL_TABLE";

    /// <summary>256 entries for each channel or for all, indexed by the byte without its sign: those of 0 to 127, then those of
    /// -128 to -1.</summary>
    public TensorId Table => Inputs[1];
}

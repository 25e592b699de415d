using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>CHANNEL_TABLE; one table for all channels is one for each element.</summary>
internal sealed class LookUpByChannel : KernelRule<ChannelTable>
{
    private static readonly Kernel One = Kernel.Own("mnv2_lookup_s8");
    private static readonly Kernel Several = Kernel.Own("mnv2_lookup_channels_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(ChannelTable op, KernelQuestion question)
    {
        var shape = question.Output.Shape;
        var choice = new ChoiceBuilder(question);
        var table = choice.Weights(op.Table, "table");
        if (question[op.Table].Shape[0] == 1)
        {
            choice.Call(One, table, choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(shape.ElementCount));
        }
        else
        {
            choice.Call(
                Several,
                table,
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output),
                new IntegerArgument(shape.ElementCount / shape.Channels, "pixels"),
                new IntegerArgument(shape.Channels, "channels"));
        }

        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Lookup(shape.ElementCount);
        return choice.Build();
    }
}

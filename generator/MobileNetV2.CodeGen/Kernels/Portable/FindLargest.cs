using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>TOPK_V2.</summary>
internal sealed class FindLargest : KernelRule<TopK>
{
    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Int32 or ElementType.Float32;

    protected override KernelAnswer Answer(TopK op, KernelQuestion question)
    {
        var (shape, count) = (question.Input.Shape, question.Output.Shape.Channels);
        var rows = shape.ElementCount / shape.Channels;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Kernel.Own("mnv2_top_k_" + NumberShapes.Suffix(question.Input.Type)),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Outputs[0]),
            ChoiceBuilder.Write(op.Outputs[1]),
            new IntegerArgument(rows, "rows"),
            new IntegerArgument(shape.Channels, "length"),
            new IntegerArgument(count, "k"));
        choice.Instructions = CostModel.Pool(question.Target, shape.ElementCount, (long)rows * count * count);
        return choice.Build();
    }
}

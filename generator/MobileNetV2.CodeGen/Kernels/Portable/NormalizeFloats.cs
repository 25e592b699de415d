using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SOFTMAX, LOG_SOFTMAX and L2_NORMALIZATION of float32.</summary>
internal sealed class NormalizeFloats : KernelRule
{
    private static readonly Kernel Exponentials = Kernel.Own("mnv2_softmax_f32");
    private static readonly Kernel Logarithms = Kernel.Own("mnv2_log_softmax_f32");
    private static readonly Kernel Lengths = Kernel.Own("mnv2_l2_normalization_f32");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override ImmutableArray<Type> Served => [typeof(Softmax), typeof(LogSoftmax), typeof(L2Normalization)];

    protected override bool Serves(KernelQuestion question) => question.Operator is Softmax or LogSoftmax or L2Normalization;

    protected override bool Takes(ElementType type) => type == ElementType.Float32;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (op, shape) = (question.Operator, question.Input.Shape);
        var choice = new ChoiceBuilder(question);
        var kernel = op switch
        {
            Softmax => Exponentials,
            LogSoftmax => Logarithms,
            _ => Lengths,
        };
        ImmutableArray<KernelArgument> beta = op is Softmax softmax ? [new FloatArgument(softmax.Beta)] : [];
        choice.Call(
            kernel,
            [
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output),
                .. beta,
                new IntegerArgument(shape.ElementCount / shape.Channels, "rows"),
                new IntegerArgument(shape.Channels, "length"),
            ]);
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Softmax(shape.ElementCount);
        return choice.Build();
    }
}

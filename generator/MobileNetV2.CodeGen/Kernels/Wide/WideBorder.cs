using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>QUANTIZE of float32 to int16.</summary>
internal sealed class WideQuantizeFloats : KernelRule<Quantize>
{
    private static readonly Kernel Whole = Kernel.Wide("mnv2_quantize_f32_s16", "mnv2_quantize_f32.c");

    protected override bool Takes(ElementType type) => type is ElementType.Int16 or ElementType.Float32;

    protected override KernelAnswer Answer(Quantize op, KernelQuestion question)
    {
        if (question.Input.Type != ElementType.Float32)
            return KernelAnswer.No("its input is no float32");
        var constants = FloatQuantization.For(question.Tensors, op);
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new FloatArgument(constants.Scale),
            new IntegerArgument(constants.ZeroPoint),
            new IntegerArgument(count));
        choice.PermitOverlap(op.Input, count > 1 ? sizeof(short) - sizeof(float) : 0);
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}

/// <summary>DEQUANTIZE of int16.</summary>
internal sealed class WideDequantize : KernelRule<Dequantize>
{
    private static readonly Kernel Whole = Kernel.Wide("mnv2_dequantize_s16_f32", "mnv2_dequantize_f32.c");

    protected override bool Takes(ElementType type) => type is ElementType.Int16 or ElementType.Float32;

    protected override KernelAnswer Answer(Dequantize op, KernelQuestion question)
    {
        var constants = FloatQuantization.For(question.Tensors, op);
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new FloatArgument(constants.Scale),
            new IntegerArgument(constants.ZeroPoint),
            new IntegerArgument(count));
        choice.PermitOverlap(op.Input, (count - 1) * (sizeof(float) - sizeof(short)));
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}

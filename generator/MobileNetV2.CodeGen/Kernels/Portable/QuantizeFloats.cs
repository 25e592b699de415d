using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>QUANTIZE from float32.</summary>
internal sealed class QuantizeFloats : KernelRule<Quantize>
{
    private const string File = "mnv2_quantize_f32.c";
    private static readonly Kernel ToInt8 = Kernel.Own("mnv2_quantize_f32_s8", File);
    private static readonly Kernel ToUInt8 = Kernel.Own("mnv2_quantize_f32_u8", File);
    private static readonly Kernel ToInt16 = Kernel.Wide("mnv2_quantize_f32_s16", File);

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) =>
        type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Float32;

    protected override KernelAnswer Answer(Quantize op, KernelQuestion question)
    {
        if (question.Input.Type != ElementType.Float32)
            return KernelAnswer.No("its input is no float32");
        var constants = FloatQuantization.For(question.Tensors, op);
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question.Output.Type switch
            {
                ElementType.UInt8 => ToUInt8,
                ElementType.Int16 => ToInt16,
                _ => ToInt8,
            },
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new FloatArgument(constants.Scale),
            new IntegerArgument(constants.ZeroPoint),
            new IntegerArgument(count));
        // Four bytes are read before the one or two of the element are written.
        choice.PermitOverlap(op.Input, count > 1 ? question.Output.Type.SizeBytes() - sizeof(float) : 0);
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}

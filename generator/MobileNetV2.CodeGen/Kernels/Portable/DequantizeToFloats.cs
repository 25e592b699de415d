using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>DEQUANTIZE to float32.</summary>
internal sealed class DequantizeToFloats : KernelRule<Dequantize>
{
    private const string File = "mnv2_dequantize_f32.c";
    private static readonly Kernel FromInt8 = Kernel.Own("mnv2_dequantize_s8_f32", File);
    private static readonly Kernel FromUInt8 = Kernel.Own("mnv2_dequantize_u8_f32", File);
    private static readonly Kernel FromInt16 = Kernel.Wide("mnv2_dequantize_s16_f32", File);

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) =>
        type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Float32;

    protected override KernelAnswer Answer(Dequantize op, KernelQuestion question)
    {
        var count = question.Input.Shape.ElementCount;
        var constants = FloatQuantization.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question.Input.Type switch
            {
                ElementType.UInt8 => FromUInt8,
                ElementType.Int16 => FromInt16,
                _ => FromInt8,
            },
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new FloatArgument(constants.Scale),
            new IntegerArgument(constants.ZeroPoint),
            new IntegerArgument(count));
        // Each element read frees one byte or two and fills four.
        choice.PermitOverlap(op.Input, (count - 1) * (sizeof(float) - question.Input.Type.SizeBytes()));
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}

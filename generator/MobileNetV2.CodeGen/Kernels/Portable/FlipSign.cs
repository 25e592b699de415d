using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>QUANTIZE between int8 and uint8 of equal scales with zero points 128 apart: the highest bit flips.</summary>
internal sealed class FlipSign : KernelRule<Quantize>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_flip_sign_8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.UInt8 or ElementType.Float32;

    protected override KernelAnswer Answer(Quantize op, KernelQuestion question)
    {
        var (from, to) = (question.Input.Type, question.Output.Type);
        if (from == ElementType.Float32)
            return KernelAnswer.No("its input is float32");
        var constants = RequantizeConstants.For(question.Tensors, op);
        var moved = constants.InputOffset + constants.OutputOffset;
        if (!constants.IsShiftOnly || from == to || moved != (to == ElementType.Int8 ? -128 : 128))
            return KernelAnswer.No("it does more than flip the highest bit");
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(Whole, choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(count));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.FlipSign(question.Target, count);
        return choice.Build();
    }
}

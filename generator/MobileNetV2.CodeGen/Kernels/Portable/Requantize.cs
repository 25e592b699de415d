using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>QUANTIZE between 8-bit types.</summary>
internal sealed class Requantize : KernelRule<Quantize>
{
    private const string File = "mnv2_requantize.c";

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.UInt8;

    protected override KernelAnswer Answer(Quantize op, KernelQuestion question)
    {
        var (from, to) = (Suffix(question.Input.Type), Suffix(question.Output.Type));
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Kernel.Own(from == to ? $"mnv2_requantize_{to}" : $"mnv2_requantize_{from}_{to}", File),
            RequantizeParameters.Of(RequantizeConstants.For(question.Tensors, op)),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(count));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }

    private static string Suffix(ElementType type) => type switch
    {
        ElementType.Int8 => "s8",
        ElementType.UInt8 => "u8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}

using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>QUANTIZE from float32, or between 8-bit types.</summary>
internal static class QuantizeLowering
{
    public static void Lower(Quantize op, StepBuilder step)
    {
        var (input, output) = (step[op.Input], step[op.Output]);
        if (input.Type == ElementType.Float32)
            FromFloat(op, step, output);
        else
            Rescale(op, step, input.Type, output.Type);
        step.EstimatedInstructions = CostModel.Rescale(output.Shape.ElementCount);
    }

    private static void FromFloat(Quantize op, StepBuilder step, Tensor output)
    {
        var constants = FloatQuantization.For(step.Graph, op);
        step.Call(
            $"mnv2_quantize_f32_{Suffix(output.Type)}",
            ["mnv2_quantize_f32.c"],
            step.Read(op.Input),
            step.Write(op.Output),
            new FloatArgument(constants.Scale),
            new IntegerArgument(constants.ZeroPoint),
            new IntegerArgument(output.Shape.ElementCount));
        // Four bytes are read before one is written.
        step.PermitOverlap(op.Output, op.Input, output.Shape.ElementCount > 1 ? 1 - sizeof(float) : 0);
    }

    private static void Rescale(Quantize op, StepBuilder step, ElementType from, ElementType to)
    {
        var constants = RequantizeConstants.For(step.Graph, op);
        var count = step[op.Output].Shape.ElementCount;
        var moved = constants.InputOffset + constants.OutputOffset;
        if (constants.IsShiftOnly && from != to && moved == (to == ElementType.Int8 ? -128 : 128))
        {
            step.Call("mnv2_flip_sign_8", ["mnv2_flip_sign_8.c"], step.Read(op.Input), step.Write(op.Output), new IntegerArgument(count));
        }
        else
        {
            var kernel = from == to ? $"mnv2_requantize_{Suffix(to)}" : $"mnv2_requantize_{Suffix(from)}_{Suffix(to)}";
            step.Call(
                kernel,
                ["mnv2_requantize.c"],
                RequantizeParameters.Of(constants),
                step.Read(op.Input),
                step.Write(op.Output),
                new IntegerArgument(count));
        }

        step.PermitOverlap(op.Output, op.Input, 0);
    }

    private static string Suffix(ElementType type) => type switch
    {
        ElementType.Int8 => "s8",
        ElementType.UInt8 => "u8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}

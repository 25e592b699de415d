using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>ADD on cores with the DSP extension: the input of the larger scale is taken by exactly a half.</summary>
internal sealed class AddHalves() : Elementwise<Add>(Kernel.Own("mnv2_add_halves_s8"), broadcast: null)
{
    private static readonly QuantizedMultiplier Half = QuantizedMultiplier.FromReal(0.5);

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override string? WhyNot(Add op, KernelQuestion question)
    {
        var constants = AddConstants.For(question.Tensors, op);
        return question.Target is not { HasDsp: true, HasMve: false } ? "it is for cores with the DSP extension and without vectors"
            : constants.LeftFactor != Half && constants.RightFactor != Half ? "neither input is scaled by a half"
            : !IsShifted(Other(constants)) ? "the scale of an input is next to nothing"
            : constants.OutputFactor is not { MultiplierQ31: > 0, Shift: >= -31 and < 0 } ? "sums are not scaled down"
            : constants.Activation != ActivationRange.Of(ElementType.Int8) ? "its output does not have all bytes"
            : null;

        static bool IsShifted(QuantizedMultiplier factor) =>
            factor == Half || factor is { MultiplierQ31: > 0, Shift: >= -31 and < 0 };
    }

    protected override (TensorId First, TensorId Second) Order(Add op, ITensorTable tensors) =>
        IsLeftLarger(AddConstants.For(tensors, op)) ? (op.Left, op.Right) : (op.Right, op.Left);

    protected override StructArgument Parameters(Add op, ITensorTable tensors)
    {
        var constants = AddConstants.For(tensors, op);
        var (larger, other) = IsLeftLarger(constants)
            ? (constants.LeftOffset, constants.RightOffset)
            : (constants.RightOffset, constants.LeftOffset);
        // A half has no shift; twice of it, whose shift is one bit, has the same results without rounding.
        var factor = Other(constants);
        var (multiplier, shift) = factor == Half ? (1L << 31, -1) : (factor.MultiplierQ31, factor.Shift);
        return new("mnv2_add_halves_params", "params", StructFields.Of(
            ("larger_start", larger * (1 << 19)),
            ("other_start", -other * (1 << 21)),
            ("other_multiplier", (int)-multiplier),
            ("other_divisor", Divisor(shift)),
            ("output_multiplier", unchecked(2 * constants.OutputFactor.MultiplierQ31)),
            ("output_divisor", Divisor(constants.OutputFactor.Shift)),
            ("output_offset", constants.OutputOffset)));

        static int Divisor(int shift) => (int)-(1L << (32 + shift));
    }

    protected override long Cost(KernelQuestion question, long elements) => CostModel.AddHalves(elements);

    private static bool IsLeftLarger(AddConstants constants) => constants.LeftFactor == Half;

    private static QuantizedMultiplier Other(AddConstants constants) =>
        IsLeftLarger(constants) ? constants.RightFactor : constants.LeftFactor;
}

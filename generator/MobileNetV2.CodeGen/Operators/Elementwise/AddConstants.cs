using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of ADD and SUB: each side is Factor.Apply((x + Offset) &lt;&lt; Shift);
/// result = clamp(OutputFactor.Apply(left +/- right) + OutputOffset).</summary>
/// <param name="LeftOffset">Minus the left input's zero point.</param>
/// <param name="RightOffset">Minus the right input's zero point.</param>
/// <param name="OutputOffset">The output's zero point.</param>
internal sealed record AddConstants(
    int LeftOffset,
    int RightOffset,
    int OutputOffset,
    QuantizedMultiplier LeftFactor,
    QuantizedMultiplier RightFactor,
    QuantizedMultiplier OutputFactor,
    ActivationRange Activation)
{
    /// <summary>Head room given to both sides of 8 bits before they are scaled.</summary>
    public const int LeftShift = 20;

    private const int LeftShiftOfInt16 = 15;

    /// <summary>Head room given to both sides.</summary>
    public int Shift { get; private init; }

    public static int ShiftOf(Tensor output) => output.Type == ElementType.Int16 ? LeftShiftOfInt16 : LeftShift;

    public static AddConstants For(ITensorTable graph, Add op)
    {
        var (left, right, output) = Scales(graph, op);
        var twiceMax = 2 * (double)MathF.Max(left, right);
        return Make(graph, op, left / twiceMax, right / twiceMax, twiceMax / ((1 << ShiftOf(graph[op.Output])) * (double)output));
    }

    /// <remarks>The oracle computes the factors of SUB in binary32, those of ADD in binary64.</remarks>
    public static AddConstants For(ITensorTable graph, Sub op)
    {
        var (left, right, output) = Scales(graph, op);
        var twiceMax = 2 * MathF.Max(left, right);
        var headRoom = 1 << ShiftOf(graph[op.Output]);
        return Make(graph, op, (float)(left / twiceMax), (float)(right / twiceMax), (float)(twiceMax / (float)(headRoom * output)));
    }

    private static (float Left, float Right, float Output) Scales(ITensorTable graph, BinaryOperator op) =>
    (
        graph[op.Left].RequiredQuantization.Scale,
        graph[op.Right].RequiredQuantization.Scale,
        graph[op.Output].RequiredQuantization.Scale);

    private static AddConstants Make(ITensorTable graph, ArithmeticOperator op, double left, double right, double output) => new(
        -graph[op.Left].RequiredQuantization.ZeroPoint,
        -graph[op.Right].RequiredQuantization.ZeroPoint,
        graph[op.Output].RequiredQuantization.ZeroPoint,
        QuantizedMultiplier.FromReal(left),
        QuantizedMultiplier.FromReal(right),
        QuantizedMultiplier.FromReal(output),
        ActivationRange.Of(op.Activation, graph[op.Output]))
    {
        Shift = ShiftOf(graph[op.Output]),
    };
}

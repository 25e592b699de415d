using System.Numerics;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>What an interval took.</summary>
/// <param name="Instructions">Exactly.</param>
/// <param name="FlashLines">Accesses of flash for code and constants, as if nothing but the last line were kept.</param>
internal sealed record PricedInterval(double Cycles, double Instructions, double FlashLines)
    : IAdditionOperators<PricedInterval, PricedInterval, PricedInterval>,
        ISubtractionOperators<PricedInterval, PricedInterval, PricedInterval>,
        IMultiplyOperators<PricedInterval, double, PricedInterval>
{
    public static PricedInterval operator +(PricedInterval left, PricedInterval right) =>
        new(left.Cycles + right.Cycles, left.Instructions + right.Instructions, left.FlashLines + right.FlashLines);

    public static PricedInterval operator -(PricedInterval left, PricedInterval right) => left + (right * -1);

    public static PricedInterval operator *(PricedInterval left, double right) =>
        new(left.Cycles * right, left.Instructions * right, left.FlashLines * right);
}

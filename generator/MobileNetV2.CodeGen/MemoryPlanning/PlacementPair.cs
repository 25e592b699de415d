namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Two buffers that live at the same time.</summary>
/// <param name="FirstGap">How far the second begins above the first when the first is below.</param>
/// <param name="SecondGap">How far the first begins above the second when the second is below.</param>
internal readonly record struct PlacementPair(int First, int Second, int FirstGap, int SecondGap)
{
    /// <param name="side">1 when the first is below, -1 when the second is.</param>
    public (int Lower, int Upper, int Gap) Oriented(int side) => side > 0 ? (First, Second, FirstGap) : (Second, First, SecondGap);
}

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Boxes inside the picture.</summary>
internal static class Places
{
    public static int Within(long place, int end) => (int)Math.Clamp(place, 0, end);

    public static FoundBox Around(BoxRule rule, long x, long y, long width, long height) => new(
        Within(((2 * x) - width) / 2, rule.Width),
        Within(((2 * y) - height) / 2, rule.Height),
        Within(((2 * x) + width) / 2, rule.Width),
        Within(((2 * y) + height) / 2, rule.Height),
        0,
        0);
}

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>A box in pixels of its picture.</summary>
internal readonly record struct BoxSides(double Left, double Top, double Right, double Bottom)
{
    public double Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    public double CommonWith(BoxSides other) =>
        Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left))
        * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
}

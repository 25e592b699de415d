namespace MobileNetV2.CodeGen.Heads;

/// <summary>The C struct of an answer: a count, and items of one type.</summary>
/// <param name="ItemType">The C type, <c>mnv2_box</c>.</param>
/// <param name="ItemWords">Its int32 members.</param>
/// <param name="Items">The array's name, <c>boxes</c>.</param>
/// <param name="Most">Its length.</param>
public sealed record HeadShape(string ItemType, int ItemWords, string Items, int Most)
{
    /// <summary>Of the struct.</summary>
    public int SizeBytes => sizeof(int) * (1 + (ItemWords * Most));

    internal static HeadShape Boxes(int most) => new("mnv2_box", 7, "boxes", most);

    internal static HeadShape Points(int most) => new("mnv2_point", 5, "points", most);
}

namespace MobileNetV2.CodeGen.Reports.Page;

/// <summary>What the page's template shows.</summary>
/// <param name="Title">Escaped for HTML.</param>
/// <param name="Data">JSON without characters that mean something to HTML.</param>
internal sealed record PageView(string Title, string Styles, string Data, string Scripts);

